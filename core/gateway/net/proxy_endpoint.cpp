#include "gateway/net/proxy_endpoint.h"

#include <openssl/evp.h>

#include "base/text.h"

namespace mgc::gateway::net {

namespace {

std::string toBase64(const std::string& text) {
    std::string out(4 * ((text.size() + 2) / 3) + 1, '\0');
    const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()), reinterpret_cast<const unsigned char*>(text.data()),
                                       static_cast<int>(text.size()));
    out.resize(static_cast<std::size_t>(length));
    return out;
}

}  // namespace

Result<ProxyEndpoint> parseProxy(std::string proxyUrl) {
    ProxyEndpoint proxy;
    if (proxyUrl.find("://") == std::string::npos) proxyUrl.insert(0, "http://");
    const auto start = proxyUrl.find("://") + 3;
    const auto at = proxyUrl.substr(0, proxyUrl.find('/', start)).rfind('@');
    if (at != std::string::npos && at >= start) {
        proxy.authorization = "Basic " + toBase64(percentDecoded(std::string_view(proxyUrl).substr(start, at - start)));
        proxyUrl.erase(start, at - start + 1);
    }
    MGC_TRY_ASSIGN(proxy.url, http::parseUrl(proxyUrl));
    if (proxy.url.scheme != "http") return fail("InvalidUrl", "The proxy '" + proxy.url.toText() + "' is not an http:// URL.");
    return proxy;
}

}  // namespace mgc::gateway::net
