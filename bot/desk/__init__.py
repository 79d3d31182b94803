"""What staff do, the same from console, command line and staff channels: one file a deed, rights checked in each."""
