/** Base64 stands in core, where pages can reach it too; in the engine it belongs to the keys and signatures that it writes. */
export * from '../core/base64';
