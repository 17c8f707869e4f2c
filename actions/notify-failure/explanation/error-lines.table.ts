/** How much a line of a log looks like the error itself. Every pattern is linear; lines are cut to 4 kB before they are matched. */
export const signs: readonly (readonly [score: number, pattern: RegExp])[] = [
  [100, /^##\[error\]/],
  [95, /\berror TS\d+:/],
  [95, /^error(?:\[E\d+\])?: /i],
  [95, /^[│|] {0,3}Error: \S/],
  [94, /^E {2,}\S/],
  [93, /\bundefined reference to \S/],
  [92, /^(?:[\w.$]{0,120}(?:Error|Exception|Failure)): \S/],
  [92, /^(?:Uncaught |Unhandled |Caused by: ?)/],
  [90, /\bAssertionError\b|\bassert(?:ion)? failed\b/i],
  [90, /^(?:thread '.{1,100}' )?panick?(?:ed)?\b|^panic: /],
  [89, /^\s{0,12}●/u],
  [88, /^Failed asserting \S/],
  [88, /^(?:FATAL|fatal)(?: error)?:/],
  [86, /^\S{1,300}:\d+(?::\d+)?:? (?:fatal )?error\b/i],
  [86, /^\S{1,300}\.go:\d+:\d+: \S/],
  [85, /\bNo rule to make target\b/],
  [84, /^\s{0,12}(?:✕|✗|✖|×|not ok \d)/u],
  [84, /^\s{1,12}\S{1,200}_test\.go:\d+: \S/],
  [82, /^(?:FAIL|FAILED)\s+\S|^\s{0,12}--- FAIL: /],
  [80, /\b(?:npm|yarn|pnpm) (?:ERR!|error)\s+\S/],
  [78, /\bCommand failed\b|\bcommand not found\b|\bNo such file or directory\b|\bPermission denied\b/i],
  [76, /\b(?:No space left on device|out of memory|Killed|Segmentation fault|core dumped)\b/i],
  [74, /\b(?:ECONNRESET|ECONNREFUSED|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|ENOSPC|EACCES|ENOENT)\b/],
  [70, /\bException in thread\b|^Traceback \(most recent call last\)/],
  [60, /\bERROR\b/],
  [50, /\b(?:error|failed|failure)\b[:\s]/i],
  [40, /\bexpected\b.{1,200}\b(?:got|received|actual|but was)\b/i],
]

/** What only looks like one. */
export const noise =
  /\b0 (?:errors?|failed|failures)\b|\berrors?: 0\b|\bfailed: 0\b|\bno errors?\b|\berror[-_ ]handl|\bcontinue-on-error\b|\bfail-fast\b|^(?:npm |yarn )?warn(?:ing)?\b|\bdeprecated\b|^##\[(?:group|endgroup|debug|warning|notice|command)\]|^\[command\]|^shell: |^env:$/i

/** True, and worth nothing: it only says that there was an error. */
export const boring =
  /^(?:##\[error\])?\s*(?:Error: )?(?:Process completed with exit code \d+\.?|The process '.{1,300}' failed with exit code \d+|The operation was cancell?ed\.?|Terraform exited with code \d+\.?|error: test failed, to rerun pass .{0,200}|collect2: error: ld returned \d+ exit status|make(?:\[\d+\])?: \*{3} \[.{0,300}\] Error \d+|There (?:was|were) \d+ (?:failure|error)s?:|Command failed with exit code \d+\.?|npm (?:ERR!|error) (?:code \S+|\d{3}|errno \d+|Test failed\.?|Exit status \d+|A complete log.{0,300}|Lifecycle script.{0,300}|path .{0,300}|workspace .{0,300}|location .{0,300}|command .{0,300}))\s*$/i

/** The ground gave way, not the code: no suspects, another audience. */
export const infrastructure =
  /lost communication with the server|runner has received a shutdown signal|hosted runner (?:encountered|lost)|No space left on device|\bENOSPC\b|Could not resolve host|Temporary failure in name resolution|\bEAI_AGAIN\b|\bETIMEDOUT\b|\bECONNRESET\b|TLS handshake timeout|\btoomanyrequests\b|429 Too Many Requests|\b50[0234] (?:Internal Server Error|Bad Gateway|Service Unavailable|Gateway Time-?out)|(?:status code|HTTP(?:\/\d(?:\.\d)?)?|returned error:?) (?:429|50[0234])\b|Failed to (?:download action|resolve action download info)|Unable to download action|error: RPC failed; (?:HTTP 5|curl)|Failed to initialize container|Docker pull failed|No runner matching|GitHub Actions has encountered an internal error/i
