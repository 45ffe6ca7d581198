"""What coaches do with transcripts that people shared: read, judge, agree, pass on.

Nothing in this folder can reach a person, a raw transcript or the library: it imports only the core and the
errors (a contract of the import-linter), and what it works on are tables of their own.
"""
