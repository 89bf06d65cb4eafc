#include "http/exchange.h"

namespace mgc::http {

Task<Result<Response>> Exchange::send(Request request, SendOptions options) {
    auto response = co_await exchange(request, options);
    co_return response;
}

}  // namespace mgc::http
