// Runs one mutation: its input, its refusals, its payload.
import type { GraphQLResolveInfo } from 'graphql'
import { Refusal } from '../domain/refusal.ts'
import { notImplemented } from './errors.ts'
import { mutations } from './mutations.ts'
import type { Session } from './session.ts'

interface Call {
  args: unknown
  session: Session
  info: GraphQLResolveInfo
}

/** Executes the mutation of the field and gives back its payload. Throws GitHub's refusals. */
export async function mutate({ args, session, info }: Call): Promise<unknown> {
  const name = info.fieldName
  const mutation = Object.hasOwn(mutations, name) ? mutations[name] : undefined
  if (!mutation) throw notImplemented(`Mutation.${name}`)
  const { input } = args as { input: { clientMutationId?: string | undefined } }
  try {
    const payload = (await mutation.run(input as never, session)) as Record<string, unknown>
    return { ...payload, clientMutationId: input.clientMutationId ?? null }
  } catch (error) {
    throw error instanceof Refusal ? inMutation(error, name, session) : error
  }
}

/** GraphQL says in its own words that a person lacks the right. */
function inMutation(refusal: Refusal, name: string, session: Session): Refusal {
  if (refusal.status !== 403 || refusal.message !== 'Must have push access to repository.') return refusal
  const action = `${name.charAt(0).toUpperCase()}${name.slice(1)}`
  const graphqlMessage = `${session.actor.user.login} does not have the correct permissions to execute \`${action}\``
  return new Refusal({ status: 403, message: refusal.message, graphqlType: 'FORBIDDEN', graphqlMessage })
}
