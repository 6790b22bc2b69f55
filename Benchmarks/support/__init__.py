"""What Benchmarks/captures and Benchmarks/servers are made of."""
