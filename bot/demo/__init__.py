"""A demo landlord: a seeded stream of invented comments on a platform in memory. One busy hour is played each minute."""
