// The storage host: what signed addresses read and write, in the dialect of Azure's blob storage.
import { readBody, type Exchange } from '../http/exchange.ts'
import type { Signed } from '../domain/storage.ts'

function azureError(exchange: Exchange, status: number, code: string): void {
  const { response, entry } = exchange
  entry.status = status
  response.writeHead(status, { 'content-type': 'application/xml', 'x-ms-error-code': code })
  response.end(`<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code></Error>`)
}

const azure = { 'x-ms-version': '2025-05-05', 'x-ms-request-server-encrypted': 'true', etag: '"0x8D"' }

export async function serveStorage(exchange: Exchange): Promise<void> {
  const { world, request, query, method, entry } = exchange
  entry.route = `${method} ${exchange.path.split('/').slice(0, 3).join('/')}`
  const body = await readBody(request)
  // The real host refuses a request that brings GitHub's token along with the signature.
  if (request.headers.authorization !== undefined) return azureError(exchange, 403, 'AuthenticationFailed')
  const signed = world.signed.get(query.get('sig') ?? '')
  if (!signed || signed.expiresAt < world.clock.now())
    return azureError(exchange, 403, 'AuthenticationFailed')
  if (method === 'PUT' && signed.upload) return write(exchange, signed.upload, body)
  if ((method === 'GET' || method === 'HEAD') && signed.read) return read(exchange, signed.read)
  return azureError(exchange, 405, 'UnsupportedHttpVerb')
}

function write(exchange: Exchange, upload: NonNullable<Signed['upload']>, body: Buffer): void {
  const { query, response, entry } = exchange
  const operation = query.get('comp')
  if (operation === 'block') upload.blocks.set(query.get('blockid') ?? '', body)
  else if (operation === 'blocklist') {
    const ids = [...body.toString('utf8').matchAll(/<(?:Latest|Uncommitted|Committed)>([^<]*)</g)].map(
      (match) => match[1] ?? '',
    )
    if (ids.some((id) => !upload.blocks.has(id))) return azureError(exchange, 400, 'InvalidBlockList')
    upload.content = Buffer.concat(ids.map((id) => upload.blocks.get(id) ?? Buffer.alloc(0)))
    upload.blocks.clear()
  } else upload.content = body
  entry.status = 201
  response.writeHead(201, { ...azure, 'last-modified': new Date().toUTCString(), 'content-length': '0' })
  response.end()
}

function read(exchange: Exchange, source: NonNullable<Signed['read']>): void {
  const { response, entry, method, request } = exchange
  const { content, contentType, filename } = source
  const disposition = filename
    ? {
        'content-disposition': `attachment; filename="${filename.replace(/[^ -~]|"/g, '_')}"; filename*=UTF-8''${encodeURIComponent(filename)}`,
      }
    : {}
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '')
  const start = range ? Number(range[1]) : 0
  const end = range?.[2] ? Math.min(Number(range[2]) + 1, content.length) : content.length
  entry.status = range ? 206 : 200
  response.writeHead(entry.status, {
    ...azure,
    ...disposition,
    'content-type': contentType,
    'accept-ranges': 'bytes',
    'content-length': String(end - start),
    ...(range ? { 'content-range': `bytes ${start}-${end - 1}/${content.length}` } : {}),
  })
  response.end(method === 'HEAD' ? undefined : content.subarray(start, end))
}
