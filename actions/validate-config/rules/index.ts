import type { Finding } from '../finding.ts'
import type { ParsedFile } from '../workflow/file.ts'
import { actionInput } from './action-input.ts'
import { actionRuntime } from './action-runtime.ts'
import { botCondition, autoApprove } from './actor-conditions.ts'
import { appToken, unpinnedTool } from './app-token.ts'
import { artifactPoisoning } from './artifact-poisoning.ts'
import { cachePoisoning } from './cache-poisoning.ts'
import { conditionText } from './condition-text.ts'
import { constantIf } from './constant-if.ts'
import { containerImage, containerCredentials, hardCodedPassword } from './container.ts'
import { deprecatedCommand } from './deprecated-command.ts'
import { emptySection } from './empty-section.ts'
import { envName } from './env-name.ts'
import { environmentInjection } from './environment-injection.ts'
import { exclusiveFilters } from './exclusive-filters.ts'
import { expressionSyntax } from './expression-syntax.ts'
import { expressionType } from './expression-type.ts'
import { incompatibleComparison } from './incompatible-comparison.ts'
import { invalidGlob } from './invalid-glob.ts'
import { jobShape, stepShape, duplicateId, unknownNeed } from './job-shape.ts'
import { jsonLiteral } from './json-literal.ts'
import { localActionInputs, localActionOutputs } from './local-action-inputs.ts'
import { longLivedCredential } from './long-lived-credential.ts'
import { matrixExclude, matrixDuplicate } from './matrix.ts'
import { missingKey } from './missing-key.ts'
import { objectInTemplate } from './object-in-template.ts'
import { outdatedAction, archivedAction } from './outdated-action.ts'
import { missingPermissions, excessivePermissions } from './permissions.ts'
import { persistedCredentials } from './persisted-credentials.ts'
import { retiredRunner } from './retired-runner.ts'
import { withdrawnCommands, misfeature } from './risky-feature.ts'
import type { Rule, RuleContext } from './rule.ts'
import { runnerLabelConflict, runnerLabelTypo } from './runner-label-conflict.ts'
import { selfHostedRunner, missingTimeout } from './runners-and-limits.ts'
import { scheduleTimezone } from './schedule-timezone.ts'
import { pipedDownload, swallowedError, adHocPackage } from './scripts.ts'
import { allSecrets, inheritedSecrets, unredactedSecret, secretInLog } from './secrets.ts'
import { shellName } from './shell-name.ts'
import { spoofableCondition, emptyTernary, constantExpression } from './spoofable-condition.ts'
import { misspeltAction, obscureUses } from './suspicious-uses.ts'
import { templateInjection } from './template-injection.ts'
import { timeLimit } from './time-limits.ts'
import { unpinnedAction, missingVersionComment } from './unpinned-action.ts'
import { unpinnedImage } from './unpinned-image.ts'
import { dangerousTrigger, untrustedCheckout } from './untrusted-checkout.ts'
import { dispatchInput, callInput } from './workflow-inputs.ts'
import { unusedAnchor, mergeKey, recursiveAlias } from './yaml-anchors.ts'

/** Every rule on workflow and action files, in the order of the documentation. */
export const rules: readonly Rule[] = [
  actionInput,
  actionRuntime,
  conditionText,
  constantIf,
  containerImage,
  containerCredentials,
  deprecatedCommand,
  emptySection,
  envName,
  exclusiveFilters,
  expressionSyntax,
  expressionType,
  incompatibleComparison,
  invalidGlob,
  jobShape,
  stepShape,
  duplicateId,
  unknownNeed,
  jsonLiteral,
  localActionInputs,
  localActionOutputs,
  matrixExclude,
  matrixDuplicate,
  missingKey,
  objectInTemplate,
  outdatedAction,
  retiredRunner,
  runnerLabelConflict,
  runnerLabelTypo,
  missingTimeout,
  scheduleTimezone,
  swallowedError,
  shellName,
  emptyTernary,
  timeLimit,
  dispatchInput,
  callInput,
  unusedAnchor,
  mergeKey,
  recursiveAlias,
  botCondition,
  autoApprove,
  appToken,
  unpinnedTool,
  artifactPoisoning,
  cachePoisoning,
  hardCodedPassword,
  environmentInjection,
  longLivedCredential,
  archivedAction,
  missingPermissions,
  excessivePermissions,
  persistedCredentials,
  withdrawnCommands,
  misfeature,
  selfHostedRunner,
  pipedDownload,
  adHocPackage,
  allSecrets,
  inheritedSecrets,
  unredactedSecret,
  secretInLog,
  spoofableCondition,
  constantExpression,
  misspeltAction,
  obscureUses,
  templateInjection,
  unpinnedAction,
  missingVersionComment,
  unpinnedImage,
  dangerousTrigger,
  untrustedCheckout,
]

/** Runs the rules on one file. A rule that throws becomes an error finding: a broken check must not look like a clean file. */
export function runRules(file: ParsedFile, context: RuleContext, chosen: readonly Rule[] = rules): Finding[] {
  return chosen.flatMap((rule) => {
    try {
      return [...rule.check(file, context)].map(({ at, message, hint, severity, fix }) => ({
        rule: rule.id,
        severity: severity ?? rule.severity,
        message,
        hint: hint ?? rule.fix,
        file: file.path,
        ...at,
        ...(fix ? { fix } : {}),
      }))
    } catch (error) {
      return [brokenRule(rule, file, error)]
    }
  })
}

function brokenRule(rule: Rule, file: ParsedFile, error: unknown): Finding {
  return {
    rule: 'internal-error',
    severity: 'error',
    message: `The rule ${rule.id} failed on this file: ${error instanceof Error ? error.message : String(error)}`,
    hint: 'This is a defect of validate-config. Report it with the file, and set the rule to off until it is repaired.',
    file: file.path,
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 1,
  }
}
