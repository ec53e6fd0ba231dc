"""How plausible a text is as human text, in bits; knows nothing of rules and of damage.

`han` is the model of running Chinese: `han.step`, `han.cost`, `han.rank`, `han.fold`.
"""
