"""What both environments need and neither owns: text normalising. Standard library only."""
