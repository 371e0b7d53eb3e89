"""The pages on this machine: a server that keeps no record. Every request carries the record in its body."""
