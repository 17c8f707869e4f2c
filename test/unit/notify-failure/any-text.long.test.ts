// The properties of the unit tests with full counts, and drawn anew each time.
import './channels.test.ts'
import './decision.test.ts'
import './explanation.test.ts'
import './own-channels.test.ts'
import './secrets.test.ts'
