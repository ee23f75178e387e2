"""Sắp xếp đơn vị: bodies are founded and ended, and everything they hold goes over to exactly one successor each."""
