// Types are stripped by Node itself, so what jest runs is what the runner would run, line for line.
import { createHash } from 'node:crypto'
import { stripTypeScriptTypes } from 'node:module'

export default {
  getCacheKey: (source, file, options) =>
    createHash('sha256')
      .update(process.version)
      .update(String(options.instrument))
      .update(file)
      .update(source)
      .digest('hex'),
  process(source, file) {
    // GitHub's parser imports JSON without the import attribute that Node demands.
    if (file.endsWith('.js'))
      return { code: source.replace(/(from\s+["'][^"']+\.json["'])(?!\s+with)/g, '$1 with { type: "json" }') }
    return { code: stripTypeScriptTypes(source, { mode: 'strip' }) }
  },
}
