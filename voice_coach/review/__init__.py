"""The local review page: library, session, comparison, progress; and the files that it exports."""
