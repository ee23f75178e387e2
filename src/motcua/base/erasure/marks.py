"""What stands where something personal was erased."""

ERASED = "[đã xóa]"
