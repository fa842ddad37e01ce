/** x */
import type { Plugin } from 'vite';
export function checkContentBundle(): Plugin { return { name: 'countersign:check-bundles' }; }
