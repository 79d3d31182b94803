"""Policy packs as data. Read by bot, handed to `rules.policy.parse` as texts."""
