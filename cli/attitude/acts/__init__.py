"""What each command does and says, by act; the demo walks through the same, one after another."""
