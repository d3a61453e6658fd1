export default function WhatIfPage() { return null; }
