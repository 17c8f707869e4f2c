// git over smart HTTP.
import { errorBody } from '../http/answer.ts'
import { render, send, type Exchange } from '../http/exchange.ts'

export async function serveGit(exchange: Exchange): Promise<void> {
  send(exchange, render(exchange.world, { status: 501, body: errorBody('Not implemented yet', 501) }))
}
