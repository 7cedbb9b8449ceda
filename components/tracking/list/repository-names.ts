const name = /^[A-Za-z0-9_.-]{1,100}$/;

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** Whether GitHub could give something this name. */
const isName = (text: string | null): text is string => text !== null && name.test(text) && !/^\.+$/.test(text);

/** The repository that two parts of a path name, or null where there can be none. */
export function repositoryOf(parts: { owner: string; repo: string }): { owner: string; repo: string } | null {
  const [owner, repo] = [decode(parts.owner), decode(parts.repo)];
  return isName(owner) && isName(repo) ? { owner, repo } : null;
}
