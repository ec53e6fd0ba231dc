"""The page of a report in a real browser: Debian's Chromium, without a network.

CHROMIUM names the browser where it is not on the path, SCREENSHOTS a folder for pictures to look at.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("playwright.sync_api")

from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from corpus_clean.config import Config
from corpus_clean.report import view
from corpus_clean.rules import RULES
from corpus_clean.tally import Tally
from tests.hostile import HOSTILE
from tests.outcomes import edit, finding, outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus_clean.session import Outcome

ROOT = Path(__file__).parents[2]
COMMAND = Path(sys.executable).with_name("corpus-clean")
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
MOJIBAKE = "La cigÃ¼eÃ±a vuelve en marzo.\n"

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium here: apt-get install chromium"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as started:
        # No sandbox: it needs what containers do not give, and the page is our own.
        launched = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Return a page that fails the test if a script fails, if the policy is broken, or if anything is asked for."""
    context = browser.new_context(offline=True, viewport={"width": 1360, "height": 900}, accept_downloads=True)
    made = context.new_page()
    complaints: list[str] = []
    made.on("pageerror", lambda error: complaints.append(str(error)))
    made.on("console", lambda message: complaints.append(message.text))
    made.on("dialog", lambda dialog: complaints.append(f"dialog {dialog.message}"))
    made.on("request", lambda request: complaints.append(request.url) if request.url.startswith("http") else None)
    yield made
    context.close()
    assert complaints == []


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """Return the page that the command makes of the demo and of mojibake, in a folder with both."""
    shutil.copy(ROOT / "fixtures/demo/autumn.txt", tmp_path / "autumn.txt")
    (tmp_path / "stork.txt").write_text(MOJIBAKE, "utf-8")
    ran = run("check", "--isolated", "--report", "report.html", "autumn.txt", "stork.txt", cwd=tmp_path)
    assert ran.returncode == 1
    return tmp_path / "report.html"


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([COMMAND, *arguments], cwd=cwd, capture_output=True, text=True, check=False)


def opened(page: Page, path: Path) -> Page:
    page.goto(path.as_uri())
    expect(page.locator("#shown")).not_to_be_empty()
    return page


def cards(page: Page) -> Locator:
    return page.locator(".card")


def facet(page: Page, name: str, value: str) -> Locator:
    return page.locator(f'section[aria-label="{name}"] button', has_text=value).first


def picture(page: Page, name: str) -> None:
    if folder := os.environ.get("SCREENSHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{name}.png")


def saved(page: Page, folder: Path) -> Path:
    with page.expect_download() as download:
        page.locator("#save").click()
    download.value.save_as(folder / "decisions.json")
    return folder / "decisions.json"


def repairs(report: Path) -> list[dict[str, Any]]:
    """Return what the ledger says of the same files."""
    ran = run("check", "--isolated", "--format", "jsonl", "autumn.txt", "stork.txt", cwd=report.parent)
    return [json.loads(line) for line in ran.stdout.splitlines() if line.startswith('{"kind": "repair"')]


def written(path: Path, *outcomes: Outcome) -> Path:
    """Write the page of outcomes made by hand."""
    made, tally = view("html"), Tally()
    pieces = [made.opening("check", Config(), RULES)]
    for one in outcomes:
        tally.add(one)
        pieces.append(made.outcome(one))
    pieces.append(made.closing(tally))
    path.write_bytes(b"".join(piece for piece in pieces if isinstance(piece, bytes)))
    return path


def test_it_shows_every_repair_with_its_counts(page: Page, report: Path) -> None:
    made = repairs(report)
    opened(page, report)
    expect(page.locator("#shown")).to_have_text(f"1–{len(made)} of {len(made)}")
    expect(cards(page)).to_have_count(len(made))
    expect(page.locator("#summary")).to_contain_text(f"Found {len(made)} in 2 files")
    shown = [(one.locator("del").all_inner_texts(), one.locator("ins").all_inner_texts()) for one in cards(page).all()]
    assert shown == [([one["before"]], [one["after"]] if one["after"] else []) for one in made]
    for rule in {one["rules"][0] for one in made}:
        number = sum(rule in one["rules"] for one in made)
        expect(facet(page, "Rule", rule).locator(".count")).to_have_text(str(number))
    page.emulate_media(color_scheme="light")
    expect(page.locator("html")).to_have_attribute("data-shade", "light")
    picture(page, "report-light")
    page.emulate_media(color_scheme="dark")
    expect(page.locator("html")).to_have_attribute("data-shade", "dark")
    picture(page, "report-dark")
    page.locator("#theme").click()
    expect(page.locator("html")).to_have_attribute("data-shade", "light")


def test_the_context_is_that_of_before_and_of_after(page: Page, report: Path) -> None:
    opened(page, report)
    page.locator("#search").fill("(zhǎng)")
    expect(page.locator("#chips button")).to_have_count(1)
    first = cards(page).filter(has=page.locator("del", has_text="(zhǎng)")).first
    expect(first.locator(".side").nth(0)).to_contain_text("校長(zhǎng)")
    after = first.locator(".side p.text").nth(1).inner_text()
    assert "(" not in after
    assert "，" in after, "its neighbours are repaired too"


def test_facets_count_what_a_click_would_give(page: Page, report: Path) -> None:
    opened(page, report)
    facet(page, "Rule", "cjk-width").click()
    number = int(facet(page, "Rule", "cjk-width").locator(".count").inner_text())
    expect(page.locator("#shown")).to_have_text(f"1–{number} of {number} of {len(repairs(report))}")
    expect(facet(page, "Code point", "U+002C")).to_be_visible()
    expect(page.locator('section[aria-label="Code point"]')).not_to_contain_text("U+00F1")
    comma = int(facet(page, "Code point", "U+FF0C").locator(".count").inner_text())
    facet(page, "Code point", "U+FF0C").click()
    expect(cards(page)).to_have_count(comma)
    page.locator("#chips button").first.click()  # takes one of the two filters away
    assert cards(page).count() >= comma
    page.keyboard.press("Escape")
    expect(cards(page)).to_have_count(len(repairs(report)))
    facet(page, "File", "stork.txt").click()
    expect(cards(page)).to_have_count(2)


def test_the_bars_and_the_strip_filter_too(page: Page, report: Path) -> None:
    opened(page, report)
    page.locator('.row[data-rule="mojibake"]').click()
    expect(cards(page)).to_have_count(2)
    page.keyboard.press("Escape")
    page.locator(".strip canvas").first.focus()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    expect(page.locator("#chips")).to_contain_text("to 100 %")
    assert cards(page).count() < len(repairs(report))


@pytest.mark.parametrize(("text", "number"), [("La cigüeña", 2), ("u+ff1f", 1), ("STORK.txt mojibake", 2), ("zzz", 0)])
def test_the_search_finds_text_and_code_points(page: Page, report: Path, text: str, number: int) -> None:
    opened(page, report)
    page.keyboard.press("/")
    page.keyboard.insert_text(text)
    expect(page.locator("#chips button")).to_have_count(1)
    assert cards(page).count() >= number
    assert cards(page).count() < len(repairs(report))
    assert (page.locator(".nothing").count() == 1) == (number == 0)


def test_the_way_of_the_bytes_is_drawn(page: Page, report: Path) -> None:
    opened(page, report)
    facet(page, "File", "stork.txt").click()
    cards(page).first.locator("summary").click()
    grid = cards(page).first.locator(".bytes")
    assert grid.locator(".written").inner_text().split() == ["ü", "C3", "BC"]
    assert grid.locator(".read").inner_text().split() == ["Ã", "C3", "¼", "BC"]
    assert "LATIN SMALL LETTER U WITH DIAERESIS" in cards(page).first.inner_text()
    picture(page, "bytes")


def test_decisions_are_saved_applied_and_loaded_again(page: Page, report: Path) -> None:
    opened(page, report)
    facet(page, "File", "stork.txt").click()
    cards(page).nth(0).get_by_role("button", name="Accept").click()
    page.keyboard.press("j")
    page.keyboard.press("r")  # the second, from the keyboard
    expect(page.locator("#decided")).to_contain_text("1 accepted · 1 rejected")
    decisions = saved(page, report.parent)
    picture(page, "review")
    ran = run("apply", "decisions.json", cwd=report.parent)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert (report.parent / "stork.txt").read_text("utf-8") == MOJIBAKE.replace("Ã¼", "ü")
    opened(page, report)
    with page.expect_file_chooser() as chooser:
        page.locator("#resume").click()
    chooser.value.set_files(decisions)
    expect(page.locator("#decided")).to_contain_text("1 accepted · 1 rejected")
    again = run("apply", "decisions.json", cwd=report.parent)
    assert again.returncode == 2
    assert "stork.txt: has changed since the report was made" in again.stderr


def test_all_can_be_accepted_and_give_what_fix_gives(page: Page, report: Path) -> None:
    opened(page, report)
    page.locator("#accept-all").click()
    saved(page, report.parent)
    names = ("autumn.txt", "stork.txt")
    assert run("fix", "--isolated", "--output-dir", "fixed", *names, cwd=report.parent).returncode == 0
    assert run("apply", "decisions.json", cwd=report.parent).returncode == 0
    for name in names:
        assert (report.parent / name).read_bytes() == (report.parent / "fixed" / name).read_bytes()


def test_all_does_not_mean_guesses(page: Page, tmp_path: Path) -> None:
    one = outcome("ab?c", edit(0, 1, "A"), findings=(finding(2, 3, "ab?c", "x", guess=True),))
    opened(page, written(tmp_path / "r.html", one))
    page.get_by_role("button", name="Accept all 1 repair").click()
    expect(page.locator("#decided")).to_contain_text("1 accepted · 0 rejected · 1 undecided")
    facet(page, "Kind", "findings").click()
    page.get_by_role("button", name="Accept these 1").click()
    expect(page.locator("#decided")).to_contain_text("2 accepted")


def test_what_is_made_is_not_reviewed(page: Page, report: Path) -> None:
    ran = run("fix", "--isolated", "--report", "fixed.html", "stork.txt", cwd=report.parent)
    assert ran.returncode == 0
    opened(page, report.parent / "fixed.html")
    expect(page.locator("#summary")).to_have_text("Fixed 2 in 1 file: mojibake 2")
    expect(cards(page)).to_have_count(2)
    assert page.locator(".verdict, #save").count() == 0


def test_a_reading_of_a_finding_can_be_chosen(page: Page, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("ab?c", "utf-8")
    one = outcome("ab?c", findings=(finding(2, 3, "ab?c", "x", "y", guess=True),))
    opened(page, written(tmp_path / "r.html", one))
    cards(page).get_by_role("button", name="y", exact=False).last.click()
    expect(page.locator("#decided")).to_contain_text("1 accepted")
    saved(page, tmp_path)
    ran = run("apply", "decisions.json", cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr
    assert (tmp_path / "a.txt").read_text() in {"abxc", "abyc"}


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:24])
def test_no_text_breaks_out(page: Page, tmp_path: Path, text: str) -> None:
    whole = f"前{text}中{text}后"
    size = len(text)
    # Everywhere a text can come from: a repair, its context, a finding, its readings, notes, rules and names of files.
    hostile = outcome(
        whole,
        edit(1, 1 + size, text[::-1] + "x", rule=text)._replace(note=text),
        findings=(finding(2 + size, 2 + 2 * size, whole, text, guess=True)._replace(note=text, rule=text),),
        path=text,
    )
    opened(page, written(tmp_path / "r.html", hostile))
    for summary in page.locator("summary").all():
        summary.click()
    page.locator("#search").fill(text[:40])
    page.keyboard.press("Escape")
    assert page.locator("script").count() == 1
    assert page.locator("img, svg, iframe, object, embed, [onload], [onerror]").count() == 0
    expect(page.locator(".brand")).to_contain_text("corpus-clean")
    shown = page.locator("main").inner_text() + page.locator("#facets").inner_text()
    assert not set(shown) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u200b\ufeff\x1b\x00\u2028")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    if text.startswith(("\u200b", "\u202e", "a\u0334")):
        expect(cards(page).first.locator(".box").first).to_be_visible()
        picture(page, f"hostile-{ord(text[0]):x}")


def test_many_repairs_do_not_freeze_it(page: Page, tmp_path: Path) -> None:
    many = 100_000
    text = "年,月" * many
    one = outcome(text, *(edit(at, at + 1, "，", "cjk-width") for at in range(1, 3 * many, 3)), path="big.txt")
    opened(page, written(tmp_path / "r.html", one))
    expect(page.locator("#shown")).to_have_text("1–50 of 100,000")
    expect(page.locator("#pages")).to_contain_text("and 99,950 more")
    page.locator('input[aria-label="Page"]').fill("2000")
    page.keyboard.press("Enter")
    expect(page.locator("#shown")).to_have_text("99,951–100,000 of 100,000")
    page.locator("#accept-all").click()
    expect(page.locator("#decided")).to_contain_text("100,000 accepted")
    assert page.evaluate("document.querySelectorAll('*').length") < 5_000
    expect(page.locator("#summary")).to_have_text("Found 100,000 in 1 file: cjk-width 100,000; all repairable")
    picture(page, "many")
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_it_can_be_used_without_a_mouse(page: Page, report: Path) -> None:
    opened(page, report)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    picture(page, "keys")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(cards(page).first).to_be_focused()
    page.keyboard.press("Enter")
    expect(cards(page).first.locator(".inside")).to_be_visible()
    page.keyboard.press("a")
    expect(cards(page).first).to_have_attribute("data-verdict", "accepted")
    page.keyboard.press("u")
    expect(cards(page).first).to_have_attribute("data-verdict", "")
    for button in page.locator("button:visible").all():
        assert button.inner_text().strip() or button.get_attribute("aria-label")


@pytest.mark.parametrize("width", [390, 800])
def test_it_fits_a_narrow_window(page: Page, report: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    opened(page, report)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    expect(page.locator("#tiles")).to_be_in_viewport()
    picture(page, f"narrow-{width}")
    expect(page.locator("#facets")).to_be_hidden()
    page.get_by_role("button", name="Filters").click()
    facet(page, "File", "stork.txt").click()
    picture(page, f"filters-{width}")
    page.get_by_role("button", name="Filters").click()
    expect(page.locator("#facets")).to_be_hidden()
    expect(cards(page)).to_have_count(2)


def test_a_report_without_a_finding_says_so(page: Page, tmp_path: Path) -> None:
    opened(page, written(tmp_path / "r.html", outcome("fine")))
    expect(page.locator("#summary")).to_have_text("Nothing found in 1 file")
    expect(page.locator(".nothing")).to_contain_text("the text is as it should be")
