"""What Benchmarks/captures, Benchmarks/servers and Benchmarks/live are made of."""
