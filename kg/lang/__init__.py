"""Language packs: a folder of data for each language, read into lexicons once per process.

To add a language, add a folder beside `vi/` with the same files; `LanguagePack.load` finds it.
"""
