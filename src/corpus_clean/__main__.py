"""`python -m corpus_clean`: the command line."""

from corpus_clean.cli import main

if __name__ == "__main__":
    main(prog_name="corpus-clean")
