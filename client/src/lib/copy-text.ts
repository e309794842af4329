/**
 * Puts text on the clipboard; false when the browser refuses.
 * `navigator.clipboard` exists only in secure contexts, so a plain http address falls back to a selected textarea.
 */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

function copyBySelection(text: string): boolean {
  const area = document.createElement('textarea');
  area.value = text;
  area.setAttribute('readonly', '');
  area.style.cssText = 'position:fixed;opacity:0';
  // Inside an open dialog the focus trap would take focus back from an element elsewhere.
  const host = document.querySelector('[role=dialog]') ?? document.body;
  const active = document.activeElement;
  host.append(area);
  area.select();
  try {
    return document.execCommand('copy');
  } catch {
    return false;
  } finally {
    area.remove();
    if (active instanceof HTMLElement) active.focus();
  }
}
