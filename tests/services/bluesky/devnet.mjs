// The Bluesky network on loopback: PLC, PDS, AppView and Ozone, as their makers ship them. Every port is a free one.
// In:  DB_POSTGRES_URL (an empty database), REDIS_HOST, CHAT_PORT, and optionally PDS_RATE_LIMITS=1 (real 429s).
// Out: one line of JSON into the file NETWORK_FILE once everything answers. Stops on SIGINT.
import fs from 'node:fs'
import { TestNetwork, mockMailer } from '@atproto/dev-env'
import { Secp256k1Keypair } from '@atproto/crypto'
import { Client as PlcClient } from '@did-plc/lib'

const { CHAT_PORT, NETWORK_FILE, PDS_RATE_LIMITS } = process.env

const network = await TestNetwork.create({
  pds: {
    hostname: 'localhost',
    enableDidDocWithSession: true,
    ...(PDS_RATE_LIMITS ? { rateLimitsEnabled: true } : {}),
  },
  bsky: { dbPostgresSchema: 'bsky' },
  plc: {},
  ozone: { dbMaterializedViewRefreshIntervalMs: 30_000 },
})
mockMailer(network.pds)

// The chat service is closed source. Its stand-in gets a real identity, so that the real PDS proxies chat.bsky.* to it
// with a real service token.
const chatUrl = `http://localhost:${CHAT_PORT}`
const plc = new PlcClient(network.plc.url)
const key = await Secp256k1Keypair.create()
const chatDid = await plc.createDid({
  signingKey: key.did(), rotationKeys: [key.did()], handle: 'chat.test', pds: chatUrl, signer: key,
})
await plc.updateData(chatDid, key, (document) => {
  document.services.bsky_chat = { type: 'BskyChatService', endpoint: chatUrl }
  return document
})

process.on('SIGINT', async () => {
  await network.close().catch((error) => console.error(error))
  process.exit(0)
})

fs.writeFileSync(`${NETWORK_FILE}.part`, JSON.stringify({
  plc: network.plc.url,
  pds: network.pds.url,
  appview: network.bsky.url,
  appview_did: network.bsky.serverDid,
  ozone: network.ozone.url,
  ozone_did: network.ozone.ctx.cfg.service.did,
  chat_did: chatDid,
}))
fs.renameSync(`${NETWORK_FILE}.part`, NETWORK_FILE)
