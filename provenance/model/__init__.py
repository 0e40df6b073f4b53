"""The records that flow between the stages: frozen, typed, without I/O, clock or parsing."""
