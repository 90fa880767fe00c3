// Expected: 2:14: no file in check/modules describes avm/res/web/other
module other 'br/public:avm/res/web/other:1.0.0' = {
  name: 'other'
}
