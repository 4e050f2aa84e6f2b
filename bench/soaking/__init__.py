"""Parts of `bench.soak` and `bench.ten_hours`."""
