/** Of `@actions/languageservice`; a test holds it against package.json. Apart, so that it can be told without loading the service. */
export const languageServiceVersion = '0.3.61'
