/** x */
import bridge from '../content/bridge?iife';
console.log(bridge);
