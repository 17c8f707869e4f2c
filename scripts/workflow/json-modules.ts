// GitHub's parser imports JSON without the attribute that Node demands; bundlers do not mind, plain Node does.
import { registerHooks } from 'node:module'

registerHooks({
  load: (url, context, next) =>
    next(url, url.endsWith('.json') ? { ...context, importAttributes: { type: 'json' } } : context),
})
