/** Stint's OAuth application at the test GitHub. */
export const githubApplication = { id: "stint-tests", secret: "a secret of tests" };
