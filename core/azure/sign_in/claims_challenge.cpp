#include "azure/sign_in/claims_challenge.h"

#include <QByteArray>

namespace mgc::azure {

std::optional<std::string> decodedBase64(const std::string& text) {
    QByteArray bytes = QByteArray::fromStdString(text);
    bytes.replace('-', '+').replace('_', '/');
    const auto decoded = QByteArray::fromBase64Encoding(bytes, QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded) return std::nullopt;
    return decoded.decoded.toStdString();
}

std::string base64Url(const std::string& bytes) {
    return QByteArray::fromStdString(bytes).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals).toStdString();
}

std::optional<std::string> claimsOfChallenge(const HeaderList& headers) {
    for (const auto& [name, value] : headers) {
        if (!equalsIgnoreCase(name, "WWW-Authenticate")) continue;
        const std::size_t at = value.find("claims=\"");
        if (at == std::string::npos) continue;
        const std::size_t begin = at + 8, end = value.find('"', begin);
        if (end == std::string::npos) continue;
        if (auto decoded = decodedBase64(value.substr(begin, end - begin)); decoded && !decoded->empty()) return decoded;
    }
    return std::nullopt;
}

}  // namespace mgc::azure
