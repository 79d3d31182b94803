"""The doors: everything outside (platforms, post, recorded files). May import rules."""
