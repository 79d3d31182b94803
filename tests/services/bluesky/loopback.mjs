// Loaded before the network: every TCP listener of this process is put on 127.0.0.1.
// The packages call listen(port), which means every interface, and would offer the test network to the whole office.
import dns from 'node:dns'
import net from 'node:net'

const HOST = '127.0.0.1'
const listen = net.Server.prototype.listen

net.Server.prototype.listen = function (...given) {
  const [first, ...rest] = given
  if (typeof first === 'number' || /^\d+$/.test(first)) {
    return listen.call(this, Number(first), HOST, ...rest.filter((part) => typeof part !== 'string'))
  }
  if (first && typeof first === 'object' && 'port' in first && !first.path) {
    return listen.call(this, { ...first, host: HOST }, ...rest)
  }
  return listen.apply(this, given)
}

// "localhost" may mean ::1 first, where nobody listens now.
dns.setDefaultResultOrder('ipv4first')
