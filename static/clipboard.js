/**
 * Put a text where it can be pasted; false where that is not allowed: pages that are not secure,
 * and frames that may not, have no clipboard.
 *
 * @param {string} text
 * @returns {Promise<boolean>}
 */
export async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
