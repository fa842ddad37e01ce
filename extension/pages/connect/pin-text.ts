/** What a person types or pastes as a PIN, as the service means it. */

/** Without the spaces and dashes that pages put between; digits only where the service is known to give digits. */
export function cleanPin(text: string, digits: number | undefined): string {
  const bare = text.replace(/[\s\p{Pd}\p{Cf}]/gu, '');
  return digits === undefined ? bare : asciiDigits(bare);
}

/** Digits of every script as the ASCII ones; anything else goes. */
function asciiDigits(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/gu, (digit) => String((digit.codePointAt(0) ?? 0) & 15))
    .replace(/\D/gu, '');
}

/** Whether it can be the whole PIN. */
export function isWholePin(pin: string, digits: number | undefined): boolean {
  return digits === undefined ? pin !== '' : pin.length === digits;
}
