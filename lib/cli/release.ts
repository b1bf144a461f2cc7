/** Whether two versions work with the same stack: the first number that is not 0 says so, as in semantic versioning. */
export function isSameRelease(one: string, other: string): boolean {
  return releaseOf(one) === releaseOf(other);
}

function releaseOf(version: string): string {
  const [, major = version, minor = ''] = /^(\d+)\.(\d+)\./.exec(version) ?? [];
  return major === '0' ? `0.${minor}` : major;
}
