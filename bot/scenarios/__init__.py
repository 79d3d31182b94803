"""What would the policy do, step by step? Plays written scenarios through the functions the product itself uses."""
