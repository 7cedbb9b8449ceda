/** What Stint is at the GitHub of tests. */
export const githubApplication = { id: "stint-tests", secret: "a secret of tests" };
