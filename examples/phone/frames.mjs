// A WebSocket client in the few lines that this example needs (RFC 6455); Node has its own from version 22.

import { createHash, randomBytes } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'; // RFC 6455, section 1.3
const TEXT = 1, CLOSE = 8, PING = 9, PONG = 10;
const NORMAL_CLOSURE = 1000, NO_CODE = 1005;
const LONGEST_MESSAGE = 16 << 20;

/** Opens a WebSocket at an http or https address with one subprotocol. */
export function connect(url, protocol) {
  const key = randomBytes(16).toString('base64');
  const want = createHash('sha1').update(key + GUID).digest('base64');
  return new Promise((resolve, reject) => {
    const request = (url.startsWith('https:') ? https : http).request(url, { headers: {
      Connection: 'Upgrade', Upgrade: 'websocket',
      'Sec-WebSocket-Key': key, 'Sec-WebSocket-Version': '13', 'Sec-WebSocket-Protocol': protocol,
    } });
    request.on('error', reject);
    request.on('response', (response) => { response.resume(); reject(new Error(`status ${response.statusCode}`)); });
    request.on('upgrade', (response, socket, head) => {
      const { 'sec-websocket-accept': accept, 'sec-websocket-protocol': agreed } = response.headers;
      if (accept !== want || agreed !== protocol) {
        socket.destroy();
        return reject(new Error('the server speaks another protocol'));
      }
      if (head.length > 0) socket.unshift(head);
      resolve(new Socket(socket));
    });
    request.end();
  });
}

class Socket {
  /** The code with which the server closed; 1005 while it has not. */
  closeCode = NO_CODE;

  constructor(stream) { this.stream = stream; }

  send(text) { this.#write(TEXT, Buffer.from(text)); }

  close() {
    const code = Buffer.alloc(2);
    code.writeUInt16BE(NORMAL_CLOSURE);
    if (this.stream.writable) this.#write(CLOSE, code);
    this.stream.destroySoon();
  }

  /** Yields each text message until the server closes. */
  async *messages() {
    let pending = Buffer.alloc(0), parts = [];
    for await (const chunk of this.stream) {
      pending = Buffer.concat([pending, chunk]);
      if (pending.length > LONGEST_MESSAGE) throw new Error('the message is too long');
      for (let frame; (frame = frameOf(pending)) !== null;) {
        pending = pending.subarray(frame.size);
        if (frame.opcode === CLOSE) {
          this.closeCode = frame.payload.length >= 2 ? frame.payload.readUInt16BE(0) : NO_CODE;
          return;
        }
        if (frame.opcode === PING) this.#write(PONG, frame.payload);
        if (frame.opcode > TEXT) continue; // 0 continues a text
        parts.push(frame.payload);
        if (frame.final) yield Buffer.concat(parts.splice(0)).toString();
      }
    }
  }

  /** Writes one frame; those of a client are masked. */
  #write(opcode, payload) {
    const mask = randomBytes(4);
    this.stream.write(Buffer.concat([headerOf(opcode, payload.length), mask, payload.map((byte, i) => byte ^ mask[i % 4])]));
  }
}

/** The head of a masked frame; the length takes as few bytes as it can. */
function headerOf(opcode, length) {
  const first = 0x80 | opcode, masked = 0x80;
  if (length < 126) return Buffer.from([first, masked | length]);
  if (length < 1 << 16) return Buffer.from([first, masked | 126, length >> 8, length & 0xff]);
  const header = Buffer.alloc(10);
  header.set([first, masked | 127]);
  header.writeBigUInt64BE(BigInt(length), 2);
  return header;
}

/** The first frame of what has arrived, or null while it is not all there. */
function frameOf(bytes) {
  if (bytes.length < 2) return null;
  let length = bytes[1] & 0x7f, header = 2;
  if (length === 126) header = 4;
  if (length === 127) header = 10;
  if (bytes.length < header) return null;
  if (header === 4) length = bytes.readUInt16BE(2);
  if (header === 10) length = Number(bytes.readBigUInt64BE(2));
  if (bytes.length < header + length) return null;
  return {
    final: (bytes[0] & 0x80) !== 0, opcode: bytes[0] & 0x0f,
    payload: bytes.subarray(header, header + length), size: header + length,
  };
}
