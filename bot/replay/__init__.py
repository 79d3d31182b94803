"""What would the policy have done? Recorded comments through the same detectors and the same `decide`, and a report."""
