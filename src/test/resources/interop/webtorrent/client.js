// Shares one torrent through WebTorrent until its standard input is closed.
// A line on the standard input, whatever it says, makes it leave the swarm.
//
// Arguments: the .torrent or a magnet link, the folder of the content, the port for peers,
// and the upload limit in bytes per second, 0 for none.
import { createInterface } from 'node:readline'
import WebTorrent from 'webtorrent'

const [source, folder, port, uploadLimit] = process.argv.slice(2)

const client = new WebTorrent({
  torrentPort: Number(port),
  dht: false,
  lsd: false,
  utp: false,
  utPex: false,
  natUpnp: false,
  natPmp: false,
  uploadLimit: Number(uploadLimit) || -1
})
client.on('error', error => {
  console.error('failed:', error)
  process.exit(1)
})

const torrent = client.add(source, { path: folder })
for (const event of ['infoHash', 'metadata', 'ready', 'trackerAnnounce', 'done']) {
  torrent.on(event, () => console.log(event, torrent.progress))
}
torrent.on('warning', warning => console.log('warning', warning.message ?? warning))
torrent.on('wire', (wire, address) => console.log('wire', wire.type, address))

const input = createInterface({ input: process.stdin })
input.once('line', () => torrent.destroy(() => console.log('left')))
input.once('close', () => process.exit(0))
