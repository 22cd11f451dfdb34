"""What comes into a plan from outside: read whole, judged whole, and taken in whole or not at all."""
