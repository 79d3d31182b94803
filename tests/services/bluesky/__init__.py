"""The Bluesky network on loopback. `network.py` starts it, `devnet.mjs` is the part that runs in Node.js."""
