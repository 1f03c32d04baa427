"""What the assistant does in a turn: one module per capability. Runs inside the hotline's process."""
