"""The desk: proposals of the reader, decisions of people, confirmed records, and names."""
