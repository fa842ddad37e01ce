/** x */
console.log('bridge');
export {};
