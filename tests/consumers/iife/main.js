showForm(keyseal.open()); // worker and module lie beside keyseal.iife.js
