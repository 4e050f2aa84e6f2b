"""The session on disk: crash-safe writer, event log, recovery, listing."""
